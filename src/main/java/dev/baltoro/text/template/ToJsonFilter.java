package dev.baltoro.text.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.AdvancedFilter;
import dev.baltoro.text.chat.CanonicalJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// transformers' `tojson`: `json.dumps` that leaves other alphabets as they are. Of its options
/// `separators` is known, and `ensure_ascii` where it is false.
final class ToJsonFilter implements AdvancedFilter {
    @Override
    public String getName() {
        return "tojson";
    }

    @Override
    public Object filter(
            @Nullable Object value,
            JinjavaInterpreter interpreter,
            Object[] positional,
            Map<String, Object> named) {
        String comma = ", ";
        String colon = ": ";
        for (Map.Entry<String, Object> option : named.entrySet()) {
            if (option.getKey().equals("separators")
                    && option.getValue() instanceof List<?> pair
                    && pair.size() == 2) {
                comma = String.valueOf(pair.get(0));
                colon = String.valueOf(pair.get(1));
            } else if (!(option.getKey().equals("ensure_ascii")
                    && Boolean.FALSE.equals(option.getValue()))) {
                throw new TemplateException("tojson has an unknown option: " + option);
            }
        }
        if (positional.length > 0) {
            throw new TemplateException("tojson has an option without a name");
        }
        return CanonicalJson.dumps(JinjaValues.toJson(value), comma, colon);
    }
}
