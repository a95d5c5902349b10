/** How documents are checked and written; nothing here is for other modules. */
@NullMarked
package org.steelyard.report.internal;

import org.jspecify.annotations.NullMarked;
