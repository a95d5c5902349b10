package org.steelyard.stats;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Why an estimator gives no number. Wrong lengths of arrays are errors of the calling program and not listed here. */
public enum EstimationError implements ErrorCode {
    EMPTY_ARM("EST-001", ErrorKind.NUMERICAL),
    SCORE_AT_BOUNDARY("EST-002", ErrorKind.NUMERICAL),
    INVALID_VALUE("EST-003", ErrorKind.DATA),
    NO_PAIR("EST-004", ErrorKind.NUMERICAL),
    RATIO_UNDEFINED("EST-005", ErrorKind.NUMERICAL),
    BEYOND_FOLLOW_UP("EST-006", ErrorKind.NUMERICAL),
    SINGULAR("EST-007", ErrorKind.NUMERICAL),
    ZERO_MEAN("EST-008", ErrorKind.NUMERICAL),
    NOTHING_TO_IMPUTE_FROM("EST-009", ErrorKind.DATA),
    EMPTY_TABLE("EST-010", ErrorKind.NUMERICAL),
    RESAMPLING_FAILED("EST-011", ErrorKind.NUMERICAL),
    OUT_OF_BOUNDS("EST-012", ErrorKind.DATA),
    NOT_SUPPORTED("EST-013", ErrorKind.USAGE);

    private final String id;
    private final ErrorKind kind;

    EstimationError(String id, ErrorKind kind) {
        this.id = id;
        this.kind = kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }

    /** @param field the argument or quantity concerned, such as {@code time} or {@code score} */
    public SteelyardException at(String field, Text message, Text remedy) {
        return SteelyardException.of(this, Place.field(field), message, remedy);
    }
}
