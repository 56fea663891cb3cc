import FlowTables

/// A table's chart as a figure of its own: title, legend and a drawing that says in words what it shows.
struct ChartFigure {
    private let content: ChartContent
    private let id: String
    /// Where the title leads.
    private let link: String?
    private var words: Words { content.words }

    init(_ model: ChartModel, id: String, _ report: Report, link: String? = nil) {
        content = ChartContent(model, report)
        self.id = id
        self.link = link
    }

    var markup: Markup {
        let title = content.model.shownTitle(words)
        let caption: Markup = link.map { "<a href=\"\($0)\">\(title)</a>" } ?? .text(title)
        let drawing = drawing
        return """
            <figure class="chart"><figcaption>\(caption)</figcaption>\(legend)
            <div class="drawing"><svg viewBox="0 0 \(ChartDrawingArea.width) \(drawing.height)" role="img" \
            aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(content.model.description(words))</desc>
            \(drawing.markup)</svg></div></figure>

            """
    }

    private var drawing: (height: Double, markup: Markup) {
        switch content.model.hint.layout {
        case .columns, .stackedColumns, .pareto: ColumnDrawing(content).drawing
        case .bars: BarDrawing(content).drawing
        case .stackedAreas: AreaDrawing(content).drawing
        case .scatter: ScatterDrawing(content).drawing
        }
    }

    private var legend: Markup {
        guard content.series.count > 1 else { return .empty }
        let items = content.series.map { series -> Markup in
            "<li><span class=\"key \(series.color)\(series.isLine ? " stroke" : "")\"></span>\(series.title)</li>"
        }
        return "<ul class=\"legend\">\(items.joined())</ul>"
    }
}
