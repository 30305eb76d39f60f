package dev.baltoro.train.pretrain;

import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.Stage;

/// Where a step lies in a recipe's stages.
record Timeline(Recipe recipe) {

    /// @param index number of the stage, from 0
    /// @param stage the stage
    /// @param stepInStage steps of this stage before this one
    /// @param rows rows of the step's batch
    record Place(int index, Stage stage, long stepInStage, int rows) {
        /// {@return position in the stage's data of the step's first row}
        long position() {
            return stepInStage * rows;
        }
    }

    /// {@return the place of the step that follows `stepsDone` steps}
    Place after(long stepsDone) {
        long left = stepsDone;
        for (int i = 0; i < recipe.stages().size(); i++) {
            Stage stage = recipe.stages().get(i);
            if (left < stage.steps()) {
                int rows = recipe.tokensPerStep(stage) / stage.sequenceLength();
                return new Place(i, stage, left, rows);
            }
            left -= stage.steps();
        }
        throw new IllegalArgumentException("step " + stepsDone + " lies after the last stage");
    }
}
