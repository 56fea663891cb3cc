// simdjson is a C++ library: CJSONIndex includes its header, this module only links it.
