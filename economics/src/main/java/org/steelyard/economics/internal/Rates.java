package org.steelyard.economics.internal;

/**
 * How far and how heavily the future counts.
 *
 * @param costs discount rate per year
 * @param effects discount rate per year
 * @param horizon in years
 */
record Rates(double costs, double effects, double horizon) {}
