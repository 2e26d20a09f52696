/// Spreadsheets as CSV, maps of their columns, and what people type into cells.
let target = ReaderLaws.csv
