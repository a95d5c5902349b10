package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.internal.font.Fonts;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Scene;

/** Where the words of a drawing stand. */
final class SceneText {

    private SceneText() {}

    record Box(String text, double left, double top, double right, double bottom) {
        /** By more than a hair: neighbouring lines may touch. */
        boolean overlaps(Box other) {
            double hair = 1.5;
            return left + hair < other.right
                    && other.left + hair < right
                    && top + hair < other.bottom
                    && other.top + hair < bottom;
        }
    }

    static List<Box> boxes(Scene scene) {
        List<Box> boxes = new ArrayList<>();
        collect(scene.items(), boxes);
        return boxes;
    }

    private static void collect(List<Item> items, List<Box> boxes) {
        for (Item item : items) {
            if (item instanceof Item.Words words) {
                boxes.add(box(words));
            } else if (item instanceof Item.Clip clip) {
                collect(clip.items(), boxes);
            }
        }
    }

    private static Box box(Item.Words words) {
        double size = words.type().size();
        double width = Fonts.width(words.text(), words.type().bold()) * size;
        double left = switch (words.anchor()) {
            case START -> words.x();
            case MIDDLE -> words.x() - width / 2;
            case END -> words.x() - width;
        };
        return new Box(words.text(), left, words.y() - 0.8 * size, left + width, words.y() + 0.15 * size);
    }

    static List<String> overlaps(Scene scene) {
        List<Box> boxes = boxes(scene);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                if (boxes.get(i).overlaps(boxes.get(j))) {
                    found.add(boxes.get(i) + " / " + boxes.get(j));
                }
            }
        }
        return found;
    }

    static List<String> outside(Scene scene) {
        return boxes(scene).stream()
                .filter(b -> b.left() < 0 || b.right() > scene.width() || b.top() < 0 || b.bottom() > scene.height())
                .map(Box::toString)
                .toList();
    }
}
