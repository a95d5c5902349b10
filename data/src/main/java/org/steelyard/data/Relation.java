package org.steelyard.data;

import java.util.List;

/**
 * A table inside an engine. It says nothing but its shape: the rows stay in the engine that made it.
 *
 * @param id known to that engine
 */
public record Relation(String id, List<Field> fields) {

    public Relation {
        fields = List.copyOf(fields);
    }

    public Field field(String name) {
        return fields.get(index(name));
    }

    public int index(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + name);
    }
}
