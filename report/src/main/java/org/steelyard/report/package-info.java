/** Value dossier in, DOCX, PDF and HTML out. */
@NullMarked
package org.steelyard.report;

import org.jspecify.annotations.NullMarked;
