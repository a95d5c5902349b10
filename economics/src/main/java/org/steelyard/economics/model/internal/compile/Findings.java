package org.steelyard.economics.model.internal.compile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.steelyard.economics.model.ModelError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Text;

/** All that is wrong with a model, each once, in the order found. */
public final class Findings {

    private final Set<Problem> found = new LinkedHashSet<>();
    private final Function<String, Place> places;

    /** @param places path in the file to its place */
    public Findings(Function<String, Place> places) {
        this.places = places;
    }

    public void add(ModelError code, String path, Text message, Text remedy) {
        found.add(new Problem(code, places.apply(path), message, remedy));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }
}
