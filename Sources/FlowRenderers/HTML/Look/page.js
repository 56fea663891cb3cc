"use strict";
// Sorts, filters and turns over the tables of the page. All rows stand in the page as data, one array each; the
// first of them stand there as a table too, for readers without this script and for opening at once. Whatever comes
// from the data becomes text, never markup.
{
  const words = JSON.parse(document.getElementById("words").textContent);
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language, { numeric: true });
  const numbers = new Intl.NumberFormat(language);
  // Rows at once that a reader may choose, besides those that the page opens with.
  const sizes = [1000, 5000];
  // Rows of a table that go to paper.
  const mostPrinted = 5000;
  // Fewer rows than that are looked over without a filter.
  const fewest = 10;
  const typingPause = 120;

  // The text with values in place of `{names}`.
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  // An element with attributes, of which true ones have no value and false ones are left out, and content.
  const make = (name, attributes = {}, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== false && value !== "") element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...content);
    return element;
  };

  const comparisons = {
    "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b,
    "=": (a, b) => a === b, "!=": (a, b) => a !== b,
  };

  // `alarm > 20;warn > 10` as rules, of which the first that holds counts.
  const levelsOf = (text = "") => text.split(";").filter(Boolean).map((part) => {
    const [name, sign, limit] = part.split(" ");
    return { name, holds: (key) => comparisons[sign](key, Number(limit)) };
  });

  // What a cell is sorted by; null where it is missing.
  const keyOf = (cell) => (Array.isArray(cell) ? cell[0] : cell);

  // What a cell shows: `[value, text]` its text, `[name, whether its target was met]` its name.
  const textOf = (cell) => {
    if (cell === null) return "";
    if (Array.isArray(cell)) return typeof cell[1] === "string" ? cell[1] : cell[0];
    if (typeof cell === "boolean") return cell ? words.yes : words.no;
    return String(cell);
  };

  // `text` as a whole of what was typed: a comparison with a number, or words that a row must all hold.
  const conditionOf = (typed, column) => {
    const match = column?.isNumeric && /^\s*(<=|>=|<|>|=)\s*(-?[\d.,]+)\s*%?\s*$/.exec(typed);
    if (match) {
      const digits = match[2].replaceAll(words.groupSeparator, "").replace(words.decimalSeparator, ".");
      const bound = Number(digits) / (column.kind === "share" ? 100 : 1);
      const compare = comparisons[match[1]];
      return (row) => {
        const key = keyOf(row[column.index]);
        return key !== null && compare(key, bound);
      };
    }
    const parts = typed.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
    if (parts.length === 0) return null;
    return (row) => {
      const cells = column ? [row[column.index]] : row;
      const text = cells.map(textOf).join("\n").toLocaleLowerCase(language);
      return parts.every((part) => text.includes(part));
    };
  };

  class TableView {
    constructor(section) {
      this.section = section;
      this.table = section.querySelector("table");
      this.body = this.table.tBodies[0];
      this.count = section.querySelector(".count");
      this.unprinted = section.querySelector(".unprinted");
      this.countOfAll = this.count.textContent;
      this.columns = [...this.table.tHead.rows[0].cells].map((head) => {
        const { column, kind, bar = 0, levels, name } = head.dataset;
        return {
          head, kind, title: head.textContent, classes: head.className, index: Number(column), longest: Number(bar),
          isNumeric: kind === "number" || kind === "share", levels: levelsOf(levels), isName: name !== undefined,
        };
      });
      this.size = Number(this.table.dataset.page);
      this.first = 0;
      this.sorting = null;
      this.condition = null;
      if (this.rowCount < 2) return;
      for (const column of this.columns) this.addSorting(column);
      this.addTools();
    }

    // All rows, which are read when somebody asks for more than the page shows.
    get rows() {
      const parts = this.section.querySelectorAll("script");
      const rows = [...parts].flatMap((part) => JSON.parse(part.textContent));
      Object.defineProperty(this, "rows", { value: rows });
      return rows;
    }

    // The rows that the filter leaves, in their order.
    get chosen() {
      const rows = this.condition ? this.rows.filter(this.condition) : this.rows;
      if (!this.sorting) return rows;
      const { column, isDescending } = this.sorting;
      const way = isDescending ? -1 : 1;
      const value = column.kind === "text" ? (cell) => (cell === null ? null : textOf(cell)) : keyOf;
      const compare = column.kind === "text" ? collator.compare : (a, b) => a - b;
      // Rows without a value come last either way; equal ones keep their order.
      return rows.map((row) => [value(row[column.index]), row])
        .sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : way * compare(a, b)))
        .map(([, row]) => row);
    }

    // Controls

    addSorting(column) {
      const button = make("button", { type: "button" }, ...column.head.childNodes);
      column.head.append(button);
      column.head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => this.sort(column));
    }

    // Numbers and times from the top first, names from the bottom, then the other way, then as the report has them.
    sort(column) {
      const first = column.isNumeric || column.kind === "time";
      const same = this.sorting?.column === column;
      if (same && this.sorting.isDescending !== first) this.sorting = null;
      else this.sorting = { column, isDescending: same ? !first : first };
      for (const { head } of this.columns) head.setAttribute("aria-sort", "none");
      if (this.sorting) {
        column.head.setAttribute("aria-sort", this.sorting.isDescending ? "descending" : "ascending");
      }
      this.change();
    }

    addTools() {
      const tools = this.section.querySelector(".tools");
      const count = this.rowCount;
      if (count >= fewest) {
        this.input = make("input", { type: "search", placeholder: words.filterHint, autocomplete: "off" });
        this.choice = make("select", {}, make("option", { value: "" }, words.allColumns),
          ...this.columns.map((column, place) => make("option", { value: String(place + 1) }, column.title)));
        tools.prepend(make("label", {}, words.filter, this.input), make("label", {}, words.filterColumn, this.choice));
        let pause;
        this.input.addEventListener("input", () => {
          clearTimeout(pause);
          pause = setTimeout(() => this.filter(), typingPause);
        });
        this.choice.addEventListener("change", () => this.filter());
      }
      if (count > this.size) {
        this.previous = make("button", { type: "button", disabled: true }, words.previousRows);
        this.next = make("button", { type: "button" }, words.nextRows);
        this.previous.addEventListener("click", () => this.turn(-1));
        this.next.addEventListener("click", () => this.turn(1));
        const offered = [this.size, ...sizes].filter((size, place) => place < 2 || size < count);
        const size = make("select", {}, ...offered.map((size) => make("option", { value: size }, numbers.format(size))));
        size.addEventListener("change", () => {
          this.size = Number(size.value);
          this.change();
        });
        tools.append(this.previous, this.next, make("label", {}, words.rowsOfPage, size));
      }
    }

    // How many rows there are, without reading them.
    get rowCount() {
      return Number(this.table.dataset.rows);
    }

    filter() {
      this.condition = conditionOf(this.input.value, this.columns[Number(this.choice.value) - 1]);
      this.change();
    }

    // Rows

    change() {
      this.first = 0;
      this.current = this.chosen;
      this.show();
    }

    turn(pages) {
      this.current ??= this.chosen;
      this.first = Math.max(0, this.first + pages * this.size);
      this.show();
      this.table.parentElement.scrollTop = 0;
    }

    show() {
      const rows = this.current.slice(this.first, this.first + this.size);
      const elements = rows.map((row) => make("tr", {}, ...this.columns.map((column) => this.cell(row, column))));
      if (rows.length === 0) {
        elements.push(make("tr", {}, make("td", { class: "empty", colspan: this.columns.length }, words.noRowFound)));
      }
      this.body.replaceChildren(...elements);
      // The sums are those of all rows.
      if (this.table.tFoot) this.table.tFoot.hidden = Boolean(this.condition);
      this.say(rows.length);
      if (this.next) {
        this.previous.disabled = this.first === 0;
        this.next.disabled = this.first + rows.length >= this.current.length;
      }
    }

    // Shows all rows that the filter leaves, as far as they go to paper, and says which stay out.
    expand() {
      if (!this.unprinted) return;
      this.current ??= this.chosen;
      this.onScreen = { first: this.first, size: this.size };
      this.first = 0;
      this.size = mostPrinted;
      this.show();
      const values = { shown: numbers.format(mostPrinted), count: numbers.format(this.current.length) };
      this.unprinted.textContent = this.current.length > mostPrinted ? filled(words.unprinted, values) : "";
    }

    // Shows again what was in sight.
    collapse() {
      if (!this.onScreen) return;
      Object.assign(this, this.onScreen);
      this.onScreen = undefined;
      this.show();
    }

    say(shown) {
      const found = this.current.length;
      const values = {
        from: numbers.format(shown ? this.first + 1 : 0), to: numbers.format(this.first + shown),
        found: numbers.format(found), count: numbers.format(this.rowCount),
      };
      if (this.condition) this.count.textContent = found ? filled(words.foundRows, values) : words.noRowFound;
      else if (shown < this.rowCount) this.count.textContent = filled(words.shownRows, values);
      else this.count.textContent = this.countOfAll;
    }

    // A cell as those of the file are.
    cell(row, column) {
      const cell = row[column.index];
      const key = keyOf(cell);
      const classes = column.classes ? [column.classes] : [];
      let content = textOf(cell);
      if (column.longest > 0 && key > 0) {
        const length = Math.round(Math.min(key / column.longest, 1) * 50) * 2;
        if (length > 0) classes.push("bar", `b${length}`);
      }
      const level = key === null ? undefined : column.levels.find(({ holds }) => holds(key));
      if (level) {
        classes.push(level.name);
        if (column.isNumeric) content = `${level.name === "alarm" ? "⚠" : "!"} ${content}`;
      }
      const address = this.address(row, column, content);
      if (address) {
        content = make("a", { href: address, rel: "noopener noreferrer", title: words.openInPortal }, content);
      }
      const parts = [content];
      if (Array.isArray(cell) && typeof cell[1] === "boolean") {
        classes.push(cell[1] ? "met" : "missed");
        parts.unshift(cell[1] ? "✓ " : "⚠ ");
      }
      const attributes = { class: classes.join(" ") };
      return column.isName ? make("th", { scope: "row", ...attributes }, ...parts) : make("td", attributes, ...parts);
    }

    // Where a cell leads; null where it leads nowhere.
    address(row, column, text) {
      const { linkColumn, idColumn, linkPrefix, linkSuffix } = this.table.dataset;
      if (linkPrefix === undefined || !text) return null;
      // What has no name is followed by its id.
      const place = Number(textOf(row[Number(linkColumn)]) ? linkColumn : idColumn);
      if (place !== column.index) return null;
      const id = keyOf(row[Number(idColumn)]);
      if (!id) return null;
      const coded = encodeURIComponent(id)
        .replace(/[!'()*]/g, (letter) => "%" + letter.charCodeAt(0).toString(16).toUpperCase());
      return linkPrefix + coded + linkSuffix;
    }
  }

  const views = [...document.querySelectorAll("section.table")].map((section) => new TableView(section));
  addEventListener("beforeprint", () => views.forEach((view) => view.expand()));
  addEventListener("afterprint", () => views.forEach((view) => view.collapse()));
}
