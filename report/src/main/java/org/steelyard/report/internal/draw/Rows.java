package org.steelyard.report.internal.draw;

import java.util.List;
import java.util.stream.IntStream;

/** Labels one below the other, each as high as its lines need. */
record Rows(List<List<String>> texts, double[] tops, double width, double height) {

    /** @param pitch height of a row with a one-line label */
    static Rows of(List<String> labels, double most, double pitch) {
        List<List<String>> texts =
                labels.stream().map(l -> Prose.wrap(l, most, Theme.NOTE)).toList();
        double[] tops = new double[texts.size() + 1];
        double slack = pitch - Theme.leading(Theme.NOTE);
        for (int i = 0; i < texts.size(); i++) {
            tops[i + 1] = tops[i] + texts.get(i).size() * Theme.leading(Theme.NOTE) + slack;
        }
        double width = texts.stream()
                .mapToDouble(t -> Prose.widest(t, Theme.NOTE))
                .max()
                .orElse(0);
        return new Rows(texts, tops, width, tops[texts.size()]);
    }

    List<String> lines(int i) {
        return texts.get(i);
    }

    double middle(int i) {
        return (tops[i] + tops[i + 1]) / 2;
    }

    double rowHeight(int i) {
        return tops[i + 1] - tops[i];
    }

    /** Every other row is tinted, to lead the eye. */
    void bands(Sketch sketch, double top, double plotLeft) {
        IntStream.range(0, texts.size())
                .filter(i -> i % 2 == 0)
                .forEach(i -> sketch.rectangle(
                        Theme.PAD, top + tops[i], Theme.WIDTH - 2 * Theme.PAD, rowHeight(i), Theme.BAND));
        sketch.line(plotLeft, top, plotLeft, top + height, Theme.grid());
    }
}
