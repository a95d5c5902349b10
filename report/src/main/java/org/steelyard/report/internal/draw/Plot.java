package org.steelyard.report.internal.draw;

/** Where the data are drawn. */
record Plot(double x, double y, double width, double height) {

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }
}
