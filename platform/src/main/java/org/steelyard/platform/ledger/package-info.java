/** The ledger in the database: appended in the transaction of the act, signed, exported. */
@NullMarked
package org.steelyard.platform.ledger;

import org.jspecify.annotations.NullMarked;
