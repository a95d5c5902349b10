/**
 * Foreign bytes in, typed tables out; the engine that works on them. Nothing else in the house reads foreign data.
 *
 * <p>In: a data folder, a source of the plan and its dictionary. Out: a typed {@link org.steelyard.data.Relation} inside
 * an {@link org.steelyard.data.Engine}, and the facts of the {@link org.steelyard.data.Input}: rows, digest, encoding.
 *
 * <p>Invariants: a value is typed by the dictionary and never guessed; a missing value is one that the plan declares;
 * every row keeps its row number in the file; all problems of a file are collected and none of them shows a value of a
 * patient; a file outside the data folder is not opened; what is read is read in bounded memory; nothing is written to
 * disk.
 */
@NullMarked
package org.steelyard.data;

import org.jspecify.annotations.NullMarked;
