/**
 * Data quality: checks as rows of data, and what they found.
 *
 * <p>In: standard tables and raw platform tables as Parquet, and checks. Out: a {@link
 * org.steelyard.data.quality.QualityReport}, and on request the rows that fail a check. The types of checks are those of
 * OHDSI's Data Quality Dashboard (Kahn's conformance, completeness and plausibility) and the rules of settlement data.
 *
 * <p>Invariants: a check that had nothing to judge is not applicable, never passed; a check that broke is an error, never
 * passed; many checks of one table are counted in one scan; failing rows are shown by pseudonym, file and row number only;
 * no statement of a user is run, only parameters that were checked; the answer does not depend on the number of threads.
 *
 * <p>Reference: Kahn MG et al. A harmonized data quality assessment terminology and framework. eGEMs 2016;4(1):1244,
 * doi:10.13063/2327-9214.1244.
 */
@NullMarked
package org.steelyard.data.quality;

import org.jspecify.annotations.NullMarked;
