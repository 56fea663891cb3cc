// CXLSXWriter includes the header of libxlsxwriter, this module only links it.
