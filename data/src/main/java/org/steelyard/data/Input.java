package org.steelyard.data;

import java.util.Optional;
import org.steelyard.kernel.Digest;

/**
 * The facts of one file that was read.
 *
 * @param source id of the source in the plan
 * @param name file name inside the data folder
 * @param rows data rows, without the header
 * @param sha256 of the bytes of the file as it lies there
 * @param bytes size of the file
 * @param encoding of a text file, as found; empty for Parquet and Excel
 * @param delimiter of a text file, as found: {@code comma}, {@code tab}, {@code semicolon}, {@code bar}
 * @param sheet of an Excel file
 */
public record Input(
        String source,
        String name,
        String format,
        long rows,
        Digest sha256,
        long bytes,
        Optional<String> encoding,
        Optional<String> delimiter,
        Optional<String> sheet) {}
