package org.steelyard.report.chart;

/** A dashed line across the plot at one value of an axis, with its label. */
public record Mark(double value, String label) {}
