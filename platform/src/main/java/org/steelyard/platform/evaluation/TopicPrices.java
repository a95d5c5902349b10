package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/**
 * The prices of an application beside those of the price list: what a new item asks over a similar one, and how far a price
 * is to rise (guide, part 3, principles one and two). Whoever applies states prices; the difference is computed here.
 */
final class TopicPrices {

    private static final int DIGITS = 6;

    private final PriceList list;
    private final BigDecimal large;
    private final Problems problems = new Problems();

    private TopicPrices(PriceList list, BigDecimal large) {
        this.list = list;
        this.large = large;
    }

    /**
     * The application with its price gaps.
     *
     * @param large rise from which on it counts as large, a fraction of the present price
     * @throws org.steelyard.kernel.SteelyardException when a stated price is not that of the list
     */
    static Body.Application compared(Body.Application a, PriceList list, BigDecimal large) {
        TopicPrices prices = new TopicPrices(list, large);
        List<Body.Topic> topics = new ArrayList<>();
        for (int i = 0; i < a.topics().size(); i++) {
            topics.add(prices.compared(i, a.topics().get(i)));
        }
        prices.problems.throwIfAny();
        return a.with(topics);
    }

    /** Whether a topic is about a price: the first two principles are. */
    static boolean isOfPrice(Body.Topic topic) {
        return topic.principle() == Body.Topic.NEW_AND_DEARER || topic.principle() == Body.Topic.RISE;
    }

    private Body.Topic compared(int index, Body.Topic topic) {
        Optional<BigDecimal> listed =
                isOfPrice(topic) ? list.item(topic.similar()).map(PriceList.Item::price) : Optional.empty();
        if (listed.isPresent()
                && topic.present().filter(p -> p.compareTo(listed.get()) != 0).isPresent()) {
            problems.add(
                    PlatformError.BAD_BODY,
                    Place.field("topics[" + index + "].present"),
                    Text.of(
                            "与价目表不一致，价目表价格为 " + listed.get().toPlainString() + " 元",
                            "the price list has CNY " + listed.get().toPlainString()),
                    Text.of("按价目表填写，或留空由平台取价", "state the price of the list, or leave it out"));
        }
        Optional<BigDecimal> present = topic.present().or(() -> listed);
        Optional<BigDecimal> gap = isOfPrice(topic) ? gap(present, topic.asked()) : Optional.empty();
        Optional<Boolean> reached =
                topic.principle() == Body.Topic.RISE ? gap.map(g -> g.compareTo(large) >= 0) : Optional.empty();
        return new Body.Topic(
                topic.principle(), topic.evidence(), topic.similar(), present, topic.asked(), gap, reached);
    }

    private static Optional<BigDecimal> gap(Optional<BigDecimal> present, Optional<BigDecimal> asked) {
        return present.filter(p -> p.signum() > 0)
                .flatMap(p -> asked.map(a -> a.subtract(p).divide(p, DIGITS, RoundingMode.HALF_EVEN)));
    }
}
