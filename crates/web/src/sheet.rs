//! Why a workbook or one of its cells is not taken, as sentences of the locales: what whoever sent it can do about it.

use hall::FieldError;
use serde_json::{Value, json};
use sheets::{Address, Header, Other, Reason, Trick, Unheaded, Unreadable};

/// A megabyte, as limits are said.
const MEGABYTE: u64 = 1024 * 1024;

/// Why there is no table to read, as the error of `field`.
pub(crate) fn unheaded(field: &str, why: &Unheaded) -> FieldError {
    match why {
        Unheaded::Unreadable(why) => unreadable(field, why),
        Unheaded::NoHeader { searched: 0 } => FieldError::new(field, "sheet-empty"),
        Unheaded::NoHeader { searched } => {
            FieldError::with(field, "sheet-no-header", json!({ "rows": searched }))
        }
    }
}

/// Why a file is not read, as the error of `field`.
pub(crate) fn unreadable(field: &str, why: &Unreadable) -> FieldError {
    let (key, args) = match why {
        Unreadable::Empty => ("sheet-empty", Value::Null),
        Unreadable::NotAWorkbook(other) => (other_key(*other), Value::Null),
        Unreadable::Encrypted => ("sheet-encrypted", Value::Null),
        Unreadable::OldFormat => ("sheet-old", Value::Null),
        Unreadable::MacroEnabled => ("sheet-macros", Value::Null),
        Unreadable::TooLarge { limit } => ("sheet-large", json!({ "mb": limit / MEGABYTE })),
        Unreadable::TooMuchInside { limit } => ("sheet-inside", json!({ "mb": limit / MEGABYTE })),
        Unreadable::TooManyRows { limit } => ("sheet-rows", json!({ "n": limit })),
        Unreadable::TooManyColumns { row, limit } => {
            ("sheet-columns", json!({ "cell": Address::new(*row, limit + 1).to_string() }))
        }
        Unreadable::TooManyCells { limit } => ("sheet-cells", json!({ "n": limit })),
        Unreadable::TooLong { row, column, .. } => {
            ("sheet-long", json!({ "cell": Address::new(*row, *column).to_string() }))
        }
        Unreadable::NoSheet | Unreadable::NoSuchSheet(_) => ("sheet-no-sheet", Value::Null),
        Unreadable::Tampered(trick) => (trick_key(*trick), Value::Null),
        Unreadable::Damaged { part, .. } => ("sheet-damaged", json!({ "part": part })),
    };
    FieldError::with(field, key, args)
}

const fn other_key(other: Other) -> &'static str {
    match other {
        Other::OpenDocument => "sheet-ods",
        Other::BinaryWorkbook => "sheet-xlsb",
        Other::WebPage => "sheet-web-page",
        Other::Xml => "sheet-xml",
        Other::Document => "sheet-document",
        Other::Archive => "sheet-archive",
        Other::Binary => "sheet-binary",
    }
}

const fn trick_key(trick: Trick) -> &'static str {
    match trick {
        Trick::Parts => "sheet-trick-parts",
        Trick::Path => "sheet-trick-path",
        Trick::Link => "sheet-trick-link",
        Trick::Duplicate => "sheet-trick-duplicate",
        Trick::Overlap => "sheet-trick-overlap",
        Trick::Ratio => "sheet-trick-ratio",
        Trick::Size => "sheet-trick-size",
        Trick::Doctype => "sheet-trick-doctype",
        Trick::Depth => "sheet-trick-depth",
        Trick::Token => "sheet-trick-token",
    }
}

/// What is wrong with the headings, as errors of `field`; `named` gives a column's heading by its key.
pub(crate) fn header(field: &str, header: &Header, named: impl Fn(&str) -> String) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for key in &header.missing {
        errors.push(FieldError::with(field, "sheet-missing", json!({ "column": named(key) })));
    }
    for (key, places) in &header.duplicate {
        let cells: Vec<String> = places.iter().map(ToString::to_string).collect();
        errors.push(FieldError::with(
            field,
            "sheet-twice",
            json!({ "column": named(key), "cells": cells.join(" ") }),
        ));
    }
    errors
}

/// Why a cell is not taken, as the error of the column `key`.
pub(crate) fn reason(key: &str, why: &Reason) -> FieldError {
    match why {
        Reason::Failed(with) => FieldError::with(key, "cell-failed", json!({ "with": with })),
        Reason::NotCalculated => FieldError::new(key, "cell-not-calculated"),
        Reason::Rounded => FieldError::new(key, "cell-rounded"),
        Reason::NotANumber => FieldError::new(key, "cell-no-number"),
        Reason::NotWhole => FieldError::new(key, "cell-not-whole"),
        Reason::TooManyPlaces { places } => FieldError::with(key, "cell-places", json!({ "places": places })),
        Reason::TooLarge => FieldError::new(key, "cell-large"),
        Reason::NotADay => FieldError::new(key, "cell-no-day"),
        Reason::NoSuchDay => FieldError::new(key, "cell-no-such-day"),
        Reason::HasTime => FieldError::new(key, "cell-has-time"),
        Reason::NotAChoice => FieldError::new(key, "cell-no-choice"),
    }
}
