/** Times the numeric core on generated data, side by side with R where R is installed, and prints a Markdown table. */
@NullMarked
package org.steelyard.bench;

import org.jspecify.annotations.NullMarked;
