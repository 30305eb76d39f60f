package dev.baltoro.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir Path folder;

    @Test
    void aSecondHolderWaitsUntilTheFirstGivesItBack() throws Exception {
        Path file = folder.resolve("lock");
        try (FolderLock first = FolderLock.tryLock(file).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(FolderLock.tryLock(file)).isEmpty();
        }
        try (FolderLock second = FolderLock.tryLock(file).orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void anotherProcessIsRefusedWhateverThisOneTriesMeanwhile() throws Exception {
        Path file = folder.resolve("lock");
        try (FolderLock first = FolderLock.tryLock(file).orElseThrow()) {
            assertThat(first).isNotNull();
            // on POSIX, opening and closing the file here would take the lock away
            assertThat(FolderLock.tryLock(file)).isEmpty();
            assertThat(inAnotherProcess(file)).isEqualTo("refused");
        }
        assertThat(inAnotherProcess(file)).isEqualTo("locked");
    }

    private static String inAnotherProcess(Path file) throws Exception {
        Process process =
                new ProcessBuilder(ChildJvm.command(FolderLockTest.class, file.toString())).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    /// The other process.
    public static void main(String[] arguments) throws Exception {
        var lock = FolderLock.tryLock(Path.of(arguments[0]));
        System.out.println(lock.isPresent() ? "locked" : "refused");
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    @Test
    void thereIsNeverMoreThanOneHolder() throws Exception {
        Path file = folder.resolve("lock");
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger held = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Callable<Void> contender =
                () -> {
                    for (int i = 0; i < 500; i++) {
                        Optional<FolderLock> lock = FolderLock.tryLock(file);
                        if (lock.isPresent()) {
                            try (FolderLock mine = lock.get()) {
                                together.addAndGet(holders.incrementAndGet() - 1);
                                held.incrementAndGet();
                                Thread.yield();
                                holders.decrementAndGet();
                                assertThat(mine).isNotNull();
                            }
                        }
                    }
                    return null;
                };
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(contender));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        }
        assertThat(together.get()).isZero();
        assertThat(held.get()).isPositive();
    }
}
