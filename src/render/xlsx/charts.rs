//! Charts, drawn by the spreadsheet from the cells, so that they follow what is changed.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartRange, ChartSolidFill, Color,
};

use super::looks::number_format;
use crate::report::workbook::book::{Book, Chart, ChartKind, Place, Series, Shows};

/// Width and height of a chart, in pixels.
const SIZE: (u32, u32) = (860, 380);

/// Months from one that is labelled to the next.
const LABEL_INTERVAL: u16 = 6;

/// Colours that people who see no red or green tell apart, by P. Green-Armytage and M. Okabe & K. Ito.
const COLOURS: [u32; 7] = [0x0000_0000, 0x0000_72B2, 0x00D5_5E00, 0x0000_9E73, 0x00CC_79A7, 0x0056_B4E9, 0x00E6_9F00];

/// Dashes and markers, so that lines tell in black and white.
const DASHES: [ChartLineDashType; 5] = [
    ChartLineDashType::Solid,
    ChartLineDashType::Dash,
    ChartLineDashType::SquareDot,
    ChartLineDashType::DashDot,
    ChartLineDashType::LongDash,
];

const MARKERS: [ChartMarkerType; 5] = [
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
    ChartMarkerType::Triangle,
    ChartMarkerType::Diamond,
    ChartMarkerType::X,
];

/// The chart as the spreadsheet is told of it.
pub fn drawn(book: &Book, chart: &Chart) -> Drawing {
    let mut drawing = match chart.kind {
        ChartKind::Lines => Drawing::new_line(),
        ChartKind::Points => Drawing::new_scatter(),
    };
    for (position, series) in chart.series.iter().enumerate() {
        add(&mut drawing, book, series, chart.kind, position);
    }
    drawing.title().set_name(&chart.title);
    let [along, up] = &chart.axes;
    let [along_shows, up_shows] = chart.shows;
    drawing.x_axis().set_name(along).set_num_format(number_format(along_shows));
    drawing.y_axis().set_name(up).set_num_format(number_format(up_shows));
    if matches!(up_shows, Shows::Share(_)) {
        drawing.y_axis().set_min(0.0).set_max(1.0);
    }
    // Below all lines, where amounts fall below 0 too; not every month has room.
    drawing.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    if chart.kind == ChartKind::Lines {
        drawing.x_axis().set_label_interval(LABEL_INTERVAL);
    }
    drawing.legend().set_position(ChartLegendPosition::Right);
    drawing.set_width(SIZE.0).set_height(SIZE.1).set_alt_text(&chart.words);
    drawing
}

fn add(drawing: &mut Drawing, book: &Book, series: &Series, kind: ChartKind, position: usize) {
    let colour = Color::RGB(COLOURS[position % COLOURS.len()]);
    let line = || {
        let mut line = ChartLine::new();
        line.set_color(colour).set_width(1.75).set_dash_type(DASHES[position % DASHES.len()]);
        line
    };
    let mut marker = ChartMarker::new();
    match kind {
        ChartKind::Lines => marker.set_none(),
        ChartKind::Points => {
            let mut format = ChartFormat::new();
            format.set_solid_fill(ChartSolidFill::new().set_color(colour));
            marker.set_type(MARKERS[position % MARKERS.len()]).set_size(10).set_format(&mut format)
        }
    };
    let mut format = ChartFormat::new();
    match kind {
        ChartKind::Lines => format.set_line(&line()),
        ChartKind::Points => format.set_no_line(),
    };
    drawing
        .add_series()
        .set_name(&range(book, series.name, series.name))
        .set_categories(&range(book, series.along.0, series.along.1))
        .set_values(&range(book, series.heights.0, series.heights.1))
        .set_marker(&marker)
        .set_format(&mut format);
}

fn range(book: &Book, first: Place, last: Place) -> ChartRange {
    ChartRange::new_from_range(&book.sheets[first.sheet].name, first.row, first.column, last.row, last.column)
}
