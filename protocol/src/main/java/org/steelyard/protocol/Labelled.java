package org.steelyard.protocol;

import org.steelyard.kernel.Text;

/** A choice of the plan that has a word of its own in both languages. */
public interface Labelled {

    Text label();
}
