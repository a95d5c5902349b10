package org.steelyard.data.quality.internal;

import org.steelyard.data.quality.CheckResult.Reason;
import org.steelyard.kernel.Text;

/** A check cannot be put into SQL because its table or a field is not there. Caught where checks are planned. */
final class Absent extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Reason reason;
    private final transient Text why;

    private Absent(Reason reason, Text why) {
        super(why.en(), null, false, false);
        this.reason = reason;
        this.why = why;
    }

    static Absent table(String table) {
        return new Absent(Reason.TABLE_ABSENT, Text.of("没有表 " + table, "there is no table " + table));
    }

    static Absent field(String table, String field) {
        return new Absent(
                Reason.FIELD_ABSENT,
                Text.of("表 " + table + " 没有字段 " + field, "table " + table + " has no field " + field));
    }

    Reason reason() {
        return reason;
    }

    Text why() {
        return why;
    }
}
