/// What a user wants of the tools a model knows, read from the words alone: whether to call, what,
/// and which words are the arguments.
///
/// Start here: [IntentReader] (a conversation's likeliest readings), [IntentTrainer] (learns it
/// from written requests). A reading is found in three steps ([ClassReader]): which tools
/// ([IntentClasses], a linear model of n-grams), which words are values ([SlotTagger], a linear
/// chain), and which calls such values make ([CallForms], remembered from the requests); two wishes
/// are also read apart ([TwoWishes]). A fourth step compares readings as a whole ([WayRanker],
/// taught by [RankerTraining]). [Aligner] finds the values of a known call among the words of its
/// request. An [IntentEncoder] has a second view of the first two steps ([Views]): it has read more
/// English than any written request, and is taught by [IntentEncoderTraining].
///
/// Uses the rooms `text`, `model` (the encoder) and `tensor`.
@NullMarked
package dev.baltoro.engine.intent;

import org.jspecify.annotations.NullMarked;
