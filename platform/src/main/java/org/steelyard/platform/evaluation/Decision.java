package org.steelyard.platform.evaluation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.steelyard.kernel.Text;

/**
 * What an authority decided of some items, and by which stored results: those come first (guide, part 7). Where it cites
 * none, it says why.
 *
 * @param number given by the register
 * @param organisation the authority that decided
 * @param by account of who recorded it
 * @param results evaluations of the repository that it cites
 * @param reason why it cites none
 * @param recipients organisations that are asked to act on it: of a restriction or a promotion there is one at least
 */
public record Decision(
        String id,
        String number,
        String organisation,
        String by,
        Kind kind,
        String subject,
        List<String> itemCodes,
        String content,
        List<String> results,
        String reason,
        List<String> recipients,
        LocalDate decidedOn,
        Instant recordedAt) {

    /** What is decided; to restrict and to promote are the guide's advice to other departments. */
    public enum Kind {
        PRICE("价格制定与调整", "Price"),
        CATALOGUE("目录准入与调整", "Catalogue"),
        PAYMENT("支付标准与条件", "Payment"),
        RESTRICT("供有关部门研究调整制约使用", "Restriction of use, for the departments concerned"),
        PROMOTE("供有关部门研究推广应用", "Promotion of use, for the departments concerned"),
        OTHER("其他", "Other");

        private final Text label;

        Kind(String zh, String en) {
            label = Text.of(zh, en);
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public Text label() {
            return label;
        }

        /** Whether it is advice that somebody else acts on, with the evidence. */
        public boolean isAdvice() {
            return this == RESTRICT || this == PROMOTE;
        }

        /** Whether it settles that or how a service is paid. */
        public boolean isOfPayment() {
            return this == PRICE || this == CATALOGUE || this == PAYMENT;
        }

        static Kind of(String id) {
            return Arrays.stream(values())
                    .filter(k -> k.id().equals(id))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    public Decision {
        itemCodes = List.copyOf(itemCodes);
        results = List.copyOf(results);
        recipients = List.copyOf(recipients);
    }
}
