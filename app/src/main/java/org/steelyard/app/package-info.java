/** The command line: thin. */
@NullMarked
package org.steelyard.app;

import org.jspecify.annotations.NullMarked;
