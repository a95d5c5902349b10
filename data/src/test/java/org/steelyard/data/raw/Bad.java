package org.steelyard.data.raw;

import java.nio.charset.Charset;
import org.steelyard.kernel.ErrorCode;

/**
 * A bad file, with what is said of it.
 *
 * @param row that the first problem cites; 0 for none
 * @param field that the first problem names; empty for none
 */
record Bad(String name, String file, byte[] bytes, ErrorCode code, long row, String field, String part) {

    static final Charset GBK = Charset.forName("GBK");
    static final String SECRET = "SECRETVALUE";
    static final String GOOD = "id,名称,amt\n1,心衰,2.50\n2," + SECRET + ",3.00\n";
    static final String LIST =
            "{\"setlinfo\":{\"setl_id\":\"S1\",\"mdtrt_id\":\"M1\"},\"diseinfo\":[{\"diag_code\":\"I50.900\",\"n\":1}]}";

    Bad(String name, String file, byte[] bytes, ErrorCode code) {
        this(name, file, bytes, code, 0, "", "");
    }

    Bad at(long place, String column) {
        return new Bad(name, file, bytes, code, place, column, part);
    }

    Bad part(String other) {
        return new Bad(name, file, bytes, code, row, field, other);
    }

    @Override
    public String toString() {
        return name;
    }

    static Bad csv(String name, String text, ErrorCode code, long row, String field) {
        return new Bad(name, "t.csv", Bytes.of(text), code, row, field, "");
    }

    static Bad list(String name, String text, ErrorCode code, long row, String field) {
        return new Bad(name, "t.json", Bytes.of(text), code, row, field, "setlinfo");
    }

    static Bad xlsx(String name, byte[] bytes, ErrorCode code, long row, String field) {
        return new Bad(name, "t.xlsx", bytes, code, row, field, "");
    }
}
