package dev.baltoro.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PagePoolTest {
    private final PagePool pool = new PagePool(3, 4);

    @Test
    void givesOutEveryPageOnce() {
        assertThat(pool.allocate(3)).containsExactly(0, 1, 2);
        assertThat(pool.free()).isZero();
        assertThat(pool.used()).isEqualTo(3);
        assertThatIllegalStateException()
                .isThrownBy(pool::allocate)
                .withMessage("all 3 pages are used; release or evict some first");
    }

    @Test
    void takesNoneWhereNotAllCanBeHad() {
        pool.allocate();
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.allocate(3))
                .withMessageStartingWith("2 of 3 pages are free and 3 are wanted");
        assertThat(pool.free()).isEqualTo(2);
    }

    @Test
    void pageIsFreeWhenItsLastHolderReleasesIt() {
        int page = pool.allocate();
        pool.retain(page);
        assertThat(pool.references(page)).isEqualTo(2);
        assertThat(pool.release(page)).isFalse();
        assertThat(pool.used()).isEqualTo(1);
        assertThat(pool.release(page)).isTrue();
        assertThat(pool.used()).isZero();
        assertThat(pool.allocate()).isEqualTo(page);
    }

    @Test
    void secondReleaseIsAnErrorThatNamesThePage() {
        int[] pages = pool.allocate(2);
        pool.release(pages[1]);
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.release(pages[1]))
                .withMessage("page 1 was released more often than it was held");
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.retain(2))
                .withMessage("page 2 is free; allocate it");
        assertThatThrownBy(() -> pool.release(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(pool.used()).isEqualTo(1);
    }

    @Test
    void lastPageNeedNotBeFull() {
        assertThat(pool.pagesFor(0)).isZero();
        assertThat(pool.pagesFor(4)).isEqualTo(1);
        assertThat(pool.pagesFor(5)).isEqualTo(2);
    }

    @Test
    void emptyPoolIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PagePool(0, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new PagePool(4, 0));
    }
}
