package org.steelyard.platform.web;

import org.springframework.stereotype.Component;
import org.steelyard.platform.evaluation.Writable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Texts in what is sent are such as can be kept; forms of acts, which come as trees, are looked at where they are read. */
@Component
class TextModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    TextModule() {
        super("steelyard-text");
        addDeserializer(String.class, new StringDeserializer() {
            @Override
            public String deserialize(JsonParser parser, DeserializationContext context) {
                String text = super.deserialize(parser, context);
                if (text != null && !Writable.is(text)) {
                    throw context.weirdStringException("", String.class, "characters that cannot be kept");
                }
                return text;
            }
        });
    }
}
