package org.steelyard.data.relational;

import java.util.List;

/** What differs between engines that speak SQL. */
public interface Dialect {

    /** A name, quoted. */
    String name(String name);

    String type(DataType type);

    String literal(Scalar.Literal literal);

    /**
     * A call whose arguments are rendered already.
     *
     * @param types of the arguments
     */
    String call(ScalarFunction function, List<String> arguments, List<DataType> types);

    /** Rows written out, as what stands after FROM, with these columns. */
    String values(Rel.Values values);
}
