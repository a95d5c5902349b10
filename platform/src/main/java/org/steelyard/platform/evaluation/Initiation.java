package org.steelyard.platform.evaluation;

import java.time.LocalDate;
import java.util.Locale;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Organisation;

/** The ways in which an evaluation is initiated: by a trusted evaluation point, an enterprise, or an authority (guide, part 6, section 1). */
public enum Initiation {
    TRUSTED_POINT("可信评价点发起", "Initiated by a trusted evaluation point"),
    ENTERPRISE("企业发起", "Initiated by an enterprise"),
    AUTHORITY("医保管理方发起", "Initiated by an insurance authority"),
    /** Societies, research bodies and hospitals outside the network may apply; the guide has no rule of its own for them. */
    OTHER("其他单位发起", "Initiated by another body");

    private final Text label;

    Initiation(String zh, String en) {
        label = Text.of(zh, en);
    }

    /** @param day on which it began: a point that was removed later was one then */
    public static Initiation of(Organisation initiator, LocalDate day) {
        if (initiator.isAuthority()) {
            return AUTHORITY;
        }
        if (initiator.isTrustedPoint(day)) {
            return TRUSTED_POINT;
        }
        return initiator.kind() == Organisation.Kind.ENTERPRISE ? ENTERPRISE : OTHER;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Text label() {
        return label;
    }
}
