package org.steelyard.data;

import java.util.List;

/** Typed rows, handed over in batches. Read once, by one thread. */
public interface RowSource {

    List<Field> fields();

    /** Fills the batch from its start. Returns how many rows it holds now; 0 when there are no more. */
    int next(Batch batch);

    /**
     * @param rows row in the file, of each; they ascend from batch to batch
     * @param vectors one per field, all of one length
     */
    record Batch(long[] rows, List<Vector> vectors) {
        public Batch {
            vectors = List.copyOf(vectors);
        }

        public static Batch allocate(List<Field> fields, int capacity) {
            return new Batch(
                    new long[capacity],
                    fields.stream()
                            .map(f -> Vector.allocate(f.kind(), capacity))
                            .toList());
        }
    }
}
