package org.steelyard.protocol;

/** One of the two strategies that are compared. */
public enum Arm {
    TREATED,
    CONTROL
}
