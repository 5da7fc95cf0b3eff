#include <QGuiApplication>

#include <gtest/gtest.h>
#include <unistd.h>

// Core tests run with an application object: files beside the program, queued calls and pictures need one.
// What the test runner has left open (its own log) is not a file the tested program opened.
int main(int argc, char** argv)
{
    close_range(3, ~0U, 0);
    testing::InitGoogleTest(&argc, argv);
    const QGuiApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
