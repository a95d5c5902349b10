/**
 * Documents in, Office Open XML (ECMA-376, ISO/IEC 29500) out. The few parts that a report needs are written as text, which
 * keeps the bytes the same from run to run and starts fast.
 */
@NullMarked
package org.steelyard.report.internal.docx;

import org.jspecify.annotations.NullMarked;
