/**
 * Backup and restore: everything that the platform keeps, as one archive that either database can be filled from.
 *
 * <p>In: a database. Out: a ZIP archive with one file of JSON lines a table and a manifest with the digests and the ledger's
 * root. Invariants: an archive is one moment of the database; what does not add up to the same ledger root is not restored;
 * a database that holds something is not overwritten.
 */
@NullMarked
package org.steelyard.platform.backup;

import org.jspecify.annotations.NullMarked;
