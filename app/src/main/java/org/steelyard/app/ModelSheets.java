package org.steelyard.app;

import static org.steelyard.app.TableBook.Form.EFFECT;
import static org.steelyard.app.TableBook.Form.MONEY;
import static org.steelyard.app.TableBook.Form.WORDS;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.app.TableBook.Column;
import org.steelyard.app.TableBook.Form;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ModelResults.Outcome;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** What the sheets of a model's workbook share: the run, its language, the book, and how columns and cells are made. */
abstract class ModelSheets {

    final ModelResults r;
    final Lang lang;
    final TableBook book;

    ModelSheets(ModelResults results, Lang lang, TableBook book) {
        r = results;
        this.lang = lang;
        this.book = book;
    }

    abstract void write();

    final String say(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    final String in(Text text) {
        return text.in(lang);
    }

    final String strategy(int s) {
        return in(r.strategies().get(s).label());
    }

    final Column column(String zh, String en, Form form) {
        return new Column(say(zh, en), form);
    }

    final Column strategyColumn() {
        return column("策略", "strategy", WORDS);
    }

    final Column outcome(Outcome o) {
        String label = in(o.label());
        String unit = o.cost() ? r.spec().header().currency() : o.unit();
        return new Column(
                unit.isBlank() || unit.equals(label) ? label : say(label + "（" + unit + "）", label + " (" + unit + ")"),
                o.cost() ? MONEY : EFFECT);
    }

    final List<Column> withOutcomes(Column... before) {
        List<Column> out = new ArrayList<>(List.of(before));
        r.outcomes().forEach(o -> out.add(outcome(o)));
        return out;
    }

    static List<Column> and(List<Column> columns, Column... after) {
        List<Column> out = new ArrayList<>(columns);
        out.addAll(List.of(after));
        return out;
    }

    static Object[] cells(List<Object> start, double[] values, Object... end) {
        List<Object> out = new ArrayList<>(start);
        for (double v : values) {
            out.add(v);
        }
        out.addAll(List.of(end));
        return out.toArray();
    }

    static String plain(double v) {
        return java.math.BigDecimal.valueOf(v).stripTrailingZeros().toPlainString();
    }

    final String parameter(String id) {
        ModelSpec.Parameter p = r.spec().parameters().get(id);
        return p == null ? id : in(p.label());
    }
}
