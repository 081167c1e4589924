//! A canvas for flat, smooth shapes. Sizes are in the drawing's own units; the canvas scales them to pixels.

use image::RgbImage;
use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, PathBuilder, Pixmap,
    Point, RadialGradient, Rect, Shader, SpreadMode, Transform,
};

/// A colour as 0xRRGGBB.
pub(crate) type Ink = u32;

/// Something to draw on.
pub(crate) struct Canvas {
    pixels: Pixmap,
    /// How drawing units become pixels; scenes may shift, turn or mirror it.
    pub(crate) place: Transform,
}

/// A colour with an opacity from 0 to 1.
pub(crate) fn ink(rgb: Ink, opacity: f32) -> Color {
    let [_, r, g, b] = rgb.to_be_bytes();
    let mut colour = Color::from_rgba8(r, g, b, 255);
    colour.set_alpha(opacity.clamp(0.0, 1.0));
    colour
}

/// The colour between two, at a share from 0 to 1.
pub(crate) fn blend(from: Ink, to: Ink, share: f32) -> Ink {
    let (a, b) = (from.to_be_bytes(), to.to_be_bytes());
    let mix = |i: usize| (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * share).round() as u8;
    u32::from_be_bytes([0, mix(1), mix(2), mix(3)])
}

impl Canvas {
    /// A clear canvas of this many pixels, on which one unit is `scale` pixels.
    pub(crate) fn new(width: u32, height: u32, scale: f32) -> Self {
        let pixels = Pixmap::new(width, height).expect("drawings have a size");
        Self { pixels, place: Transform::from_scale(scale, scale) }
    }

    /// Fills a shape with a shader.
    fn shade(&mut self, path: Option<Path>, shader: Shader) {
        // A shape without area has no path and leaves no mark.
        if let Some(path) = path {
            let paint = Paint { shader, anti_alias: true, ..Paint::default() };
            self.pixels.fill_path(&path, &paint, FillRule::Winding, self.place, None);
        }
    }

    /// Fills a shape.
    pub(crate) fn fill(&mut self, path: Option<Path>, colour: Color) {
        self.shade(path, Shader::SolidColor(colour));
    }

    /// Fills a shape with colours that run from one height to another.
    pub(crate) fn fade(&mut self, path: Option<Path>, (top, bottom): (f32, f32), from: Color, to: Color) {
        let stops = vec![GradientStop::new(0.0, from), GradientStop::new(1.0, to)];
        let (start, end) = (Point::from_xy(0.0, top), Point::from_xy(0.0, bottom));
        let shader = LinearGradient::new(start, end, stops, SpreadMode::Pad, Transform::identity());
        self.shade(path, shader.unwrap_or(Shader::SolidColor(from)));
    }

    /// A soft light around a point.
    pub(crate) fn glow(&mut self, x: f32, y: f32, radius: f32, colour: Color) {
        let mut gone = colour;
        gone.set_alpha(0.0);
        let stops = vec![GradientStop::new(0.0, colour), GradientStop::new(1.0, gone)];
        let centre = Point::from_xy(x, y);
        let shader =
            RadialGradient::new(centre, 0.0, centre, radius, stops, SpreadMode::Pad, Transform::identity());
        self.shade(circle(x, y, radius), shader.unwrap_or(Shader::SolidColor(gone)));
    }

    /// Draws along a path with a round pen.
    pub(crate) fn line(&mut self, path: Option<Path>, width: f32, colour: Color) {
        self.dashed(path, width, colour, None);
    }

    /// Draws along a path with a round pen, in dashes and gaps of these lengths if given.
    pub(crate) fn dashed(&mut self, path: Option<Path>, width: f32, colour: Color, dash: Option<(f32, f32)>) {
        let Some(path) = path else { return };
        let paint = Paint { shader: Shader::SolidColor(colour), anti_alias: true, ..Paint::default() };
        let stroke = tiny_skia::Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            dash: dash.and_then(|(on, off)| tiny_skia::StrokeDash::new(vec![on, off], 0.0)),
            ..tiny_skia::Stroke::default()
        };
        self.pixels.stroke_path(&path, &paint, &stroke, self.place, None);
    }

    /// Draws with the place moved, and moves it back.
    pub(crate) fn within(&mut self, change: Transform, draw: impl FnOnce(&mut Self)) {
        let before = self.place;
        self.place = before.pre_concat(change);
        draw(self);
        self.place = before;
    }

    /// The pixels as PNG, transparent where nothing was drawn.
    pub(crate) fn png(&self) -> Vec<u8> {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        let bytes = self.pixels.pixels().iter().flat_map(|pixel| {
            let straight = pixel.demultiply();
            [straight.red(), straight.green(), straight.blue(), straight.alpha()]
        });
        let image = image::RgbaImage::from_raw(width, height, bytes.collect()).expect("four bytes a pixel");
        crate::encode::png(&image.into())
    }

    /// The pixels of a canvas that was painted all over.
    pub(crate) fn rgb(&self) -> RgbImage {
        let bytes = self.pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
        RgbImage::from_raw(self.pixels.width(), self.pixels.height(), bytes.collect())
            .expect("three bytes a pixel")
    }
}

/// A rectangle.
pub(crate) fn rect(x: f32, y: f32, w: f32, h: f32) -> Option<Path> {
    Rect::from_xywh(x, y, w, h).map(PathBuilder::from_rect)
}

/// A rectangle with round corners.
pub(crate) fn soft(x: f32, y: f32, w: f32, h: f32, r: f32) -> Option<Path> {
    let r = r.min(w / 2.0).min(h / 2.0);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.line_to(x + w - r, y);
    path.quad_to(x + w, y, x + w, y + r);
    path.line_to(x + w, y + h - r);
    path.quad_to(x + w, y + h, x + w - r, y + h);
    path.line_to(x + r, y + h);
    path.quad_to(x, y + h, x, y + h - r);
    path.line_to(x, y + r);
    path.quad_to(x, y, x + r, y);
    path.close();
    path.finish()
}

/// A disc.
pub(crate) fn circle(x: f32, y: f32, r: f32) -> Option<Path> {
    PathBuilder::from_circle(x, y, r)
}

/// Straight lines through these points; closed if it is to be filled.
pub(crate) fn through(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let (first, others) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(first.0, first.1);
    for point in others {
        path.line_to(point.0, point.1);
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// A closed shape of straight lines.
pub(crate) fn poly(points: &[(f32, f32)]) -> Option<Path> {
    through(points, true)
}

/// A smooth path written by a function.
pub(crate) fn path(write: impl FnOnce(&mut PathBuilder)) -> Option<Path> {
    let mut path = PathBuilder::new();
    write(&mut path);
    path.finish()
}
