#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace gatehouse::ui {

// Runs `work()` on a pool thread and `done(value)` on the GUI thread, unless the receiver is gone by then. For slow
// things that are not the store's (key derivation, reading a folder). What `work` refers to must outlive it: app/ waits
// for the pool before it closes a site.
template <typename Work, typename Done>
void runInBackground(QObject* receiver, Work work, Done done)
{
    QThreadPool::globalInstance()->start(
        [work = std::move(work), guard = QPointer<QObject>(receiver), done = std::move(done)]() mutable {
            auto value = std::make_shared<std::invoke_result_t<Work>>(work());
            // Whether the receiver still lives is asked on its own thread, never here.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [value, guard, done = std::move(done)]() mutable {
                    if (guard)
                        done(std::move(*value));
                },
                Qt::QueuedConnection);
        });
}

} // namespace gatehouse::ui
