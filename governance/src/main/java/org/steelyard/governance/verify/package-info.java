/**
 * The offline verifier of the ledger: one file, a JDK, no library and no other class of the project, so that an auditor can
 * read it whole, compile it alone and trust nobody.
 */
@NullMarked
package org.steelyard.governance.verify;

import org.jspecify.annotations.NullMarked;
