package org.steelyard.kernel.testing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies of large records with a few components changed. */
public final class Records {

    private Records() {}

    /**
     * The same record with other values for the components named.
     *
     * @throws IllegalArgumentException when the record has no such component
     */
    public static <R extends Record> R with(R record, Map<String, ?> changes) {
        Map<String, Object> left = new HashMap<>(changes);
        List<Class<?>> types = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                types.add(component.getType());
                Object kept = component.getAccessor().invoke(record);
                values.add(left.containsKey(component.getName()) ? left.remove(component.getName()) : kept);
            }
            if (!left.isEmpty()) {
                throw new IllegalArgumentException(record.getClass().getSimpleName() + " has no " + left.keySet());
            }
            @SuppressWarnings("unchecked")
            Class<R> type = (Class<R>) record.getClass();
            return type.getDeclaredConstructor(types.toArray(Class[]::new)).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + record.getClass(), e);
        }
    }
}
