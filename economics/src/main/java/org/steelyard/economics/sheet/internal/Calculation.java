package org.steelyard.economics.sheet.internal;

import java.util.List;
import org.steelyard.economics.sheet.SheetTable;

/** One kind of calculation. */
@FunctionalInterface
public interface Calculation {
    List<SheetTable.Draft> run(Part part);
}
