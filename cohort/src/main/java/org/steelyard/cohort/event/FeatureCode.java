package org.steelyard.cohort.event;

/** A code that became a covariate: its column, the code, and how many rows have it. */
public record FeatureCode(String column, String code, long rows) {}
