package org.steelyard.stats;

import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Why a design over time, a test, a pooling or a sensitivity analysis gives no number. */
public enum DesignError implements ErrorCode {
    /** Rows of a person are scattered, out of order, or skip a period. */
    ROWS_OUT_OF_ORDER("DSN-001", ErrorKind.DATA),
    /** A person has rows after the outcome. */
    ROWS_AFTER_OUTCOME("DSN-002", ErrorKind.DATA),
    /** Nobody can enter a trial, or one arm is empty. */
    NO_TRIAL("DSN-003", ErrorKind.NUMERICAL),
    /** A unit of a panel lacks a period, or changes its first treated period. */
    UNBALANCED_PANEL("DSN-004", ErrorKind.DATA),
    /** No untreated units to compare with. */
    NO_COMPARISON("DSN-005", ErrorKind.NUMERICAL),
    /** Fewer instruments than endogenous terms. */
    UNDERIDENTIFIED("DSN-006", ErrorKind.USAGE),
    /** Too few points in time, or on one side of a threshold, for the model. */
    TOO_FEW_POINTS("DSN-007", ErrorKind.NUMERICAL),
    /** No case informs the contrast. */
    NO_INFORMATIVE_CASE("DSN-008", ErrorKind.NUMERICAL),
    /** A target lies outside what any weights can reach. */
    OUT_OF_REACH("DSN-009", ErrorKind.NUMERICAL),
    /** A probability, margin, count or other setting outside its range. */
    INVALID_SETTING("DSN-010", ErrorKind.USAGE),
    /** No number satisfies the equation. */
    NO_SOLUTION("DSN-011", ErrorKind.NUMERICAL),
    /** The assumed bias would make counts negative. */
    IMPOSSIBLE_BIAS("DSN-012", ErrorKind.NUMERICAL),
    /** A weight is infinite: somebody could not have had the treatment they had, or could not have stayed. */
    NO_POSITIVITY("DSN-013", ErrorKind.NUMERICAL);

    private final String id;
    private final ErrorKind kind;

    DesignError(String id, ErrorKind kind) {
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

    /** @param field the argument or quantity concerned */
    public SteelyardException at(String field, Text message, Text remedy) {
        return SteelyardException.of(this, Place.field(field), message, remedy);
    }

    /** The usual complaint about a setting. */
    public static SteelyardException setting(String field, String allowedZh, String allowedEn) {
        return INVALID_SETTING.at(
                field,
                Text.of("该设置超出允许范围：" + allowedZh, "the setting is outside its range: " + allowedEn),
                Text.of("改为允许的取值", "choose an allowed value"));
    }

    public static void requireSetting(boolean holds, String field, String allowedZh, String allowedEn) {
        if (!holds) {
            throw setting(field, allowedZh, allowedEn);
        }
    }
}
