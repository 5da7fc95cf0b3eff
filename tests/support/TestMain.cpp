#include <QGuiApplication>

#include <gtest/gtest.h>

// Core tests run with an application object: files beside the program, queued calls and pictures need one.
int main(int argc, char** argv)
{
    testing::InitGoogleTest(&argc, argv);
    const QGuiApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
