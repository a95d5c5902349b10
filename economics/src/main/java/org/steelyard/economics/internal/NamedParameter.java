package org.steelyard.economics.internal;

import org.steelyard.kernel.Text;

/** An uncertain number of the model under the name that the tornado shows. */
record NamedParameter(String id, Text label, Distribution distribution) {}
