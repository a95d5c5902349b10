package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfig.Institution;
import org.steelyard.simulator.internal.Draws.Purpose;

/** Everything that all blocks of people share; made once, then only read. */
final class World {

    private static final int WHOLE_YUAN = 10_000;

    private final RegionConfig config;
    private final Lexicon lexicon = new Lexicon();
    private final Catalogue catalogue;
    private final Calendar calendar;
    private final Features features;
    private final Words words;
    private final List<Site> sites = new ArrayList<>();
    private final List<Choice<Site>> byLevel = new ArrayList<>();
    private final Choice<Site> away;
    private final BatchDefects batch;

    World(RegionConfig config) {
        this.config = config;
        catalogue = new Catalogue(lexicon);
        calendar = new Calendar(config.period(), config.use());
        features = Features.of(config);
        words = new Words(lexicon, config, catalogue);
        batch = BatchDefects.of(config, calendar);
        config.institutions().forEach(one -> sites.add(site(one)));
        for (int level = 1; level <= 3; level++) {
            int wanted = level;
            byLevel.add(Choice.of(
                    sites.stream()
                            .filter(site -> site.home() && site.level() == wanted)
                            .toList(),
                    Site::size));
        }
        List<Site> others = sites.stream().filter(site -> !site.home()).toList();
        away = Choice.of(others.isEmpty() ? sites : others, Site::size);
    }

    private Site site(Institution one) {
        int number = sites.size();
        Site.Cells cells = new Site.Cells(
                lexicon.add(one.code()),
                lexicon.add(one.name()),
                lexicon.add(Integer.toString(one.level())),
                lexicon.add(one.district()));
        boolean home = !config.outOfArea().districts().contains(one.district());
        return new Site(number, cells, one.level(), home, one.size(), one.service(), prices(number, one.level()));
    }

    /** Drugs cost the same everywhere, services follow the level, consumables differ a little. */
    private long[] prices(int site, int level) {
        Draws draws = new Draws(config.run().seed()).at(-1, Purpose.BILL, site);
        long[] prices = new long[catalogue.items()];
        for (int i = 0; i < prices.length; i++) {
            Catalogue.Item item = catalogue.item(i);
            double noise = draws.uniform() - 0.5;
            double factor = item.service()
                    ? config.prices().serviceLevel().get(level - 1)
                    : item.consumable() ? 1 + 2 * config.prices().consumableSpread() * noise : 1;
            long cents = Math.max(1, StrictMath.round(item.price() * factor / 100));
            prices[i] = factor == 1 ? item.price() : cents * 100;
            if (batch.wholeYuan(site)) {
                prices[i] = (prices[i] / WHOLE_YUAN + 1) * WHOLE_YUAN;
            }
        }
        return prices;
    }

    RegionConfig config() {
        return config;
    }

    Lexicon lexicon() {
        return lexicon;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Calendar calendar() {
        return calendar;
    }

    Features features() {
        return features;
    }

    Words words() {
        return words;
    }

    BatchDefects batch() {
        return batch;
    }

    List<Site> sites() {
        return sites;
    }

    /** Where a visit takes place: a level by the given shares, then an institution by size. */
    Site pick(Draws draws, List<Double> shares) {
        double at = draws.uniform() * (shares.get(0) + shares.get(1) + shares.get(2));
        int level = at < shares.get(0) ? 0 : at < shares.get(0) + shares.get(1) ? 1 : 2;
        return byLevel.get(level).pick(draws);
    }

    Site pickAway(Draws draws) {
        return away.pick(draws);
    }

    Site pickLevel(Draws draws, int level) {
        return byLevel.get(level - 1).pick(draws);
    }

    static double at(List<RegionConfig.UpTo> steps, int age) {
        for (RegionConfig.UpTo step : steps) {
            if (age <= step.to()) {
                return step.value();
            }
        }
        return steps.getLast().value();
    }
}
