internal import Tallystick

/// What the part of a page that is for people may be made of: of anything else a page makes nothing.
enum PageParts {
  /// The elements outside drawings.
  static let elements = [
    "a", "article", "b", "bdi", "blockquote", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "header", "li", "main", "nav", "ol", "p",
    "section", "span", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
  ]

  /// The elements of drawings.
  static let drawn = ["desc", "line", "path", "rect", "svg", "text", "title"]

  /// The attributes.
  static let attributes = [
    "aria-hidden", "aria-label", "aria-labelledby", "class", "d", "dx", "dy", "height", "href",
    "id",
    "lang", "preserveAspectRatio", "rel", "role", "scope", "tabindex", "text-anchor", "viewBox",
    "width",
    "x", "x1", "x2", "y", "y1", "y2",
  ]
}
