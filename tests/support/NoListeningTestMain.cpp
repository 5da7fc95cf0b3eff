#include "tests/support/NoListening.h"

#include <QGuiApplication>

#include <gtest/gtest.h>

// As TestMain.cpp, for end-to-end tests that run our code in their own process: nothing of it may listen. Their peers
// are processes of their own and outside of that (OutsideProcess.h).
int main(int argc, char** argv)
{
    gatehouse::test::forbidListeningInThisProcess();
    testing::InitGoogleTest(&argc, argv);
    const QGuiApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
