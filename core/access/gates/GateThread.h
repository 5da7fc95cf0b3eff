#pragma once

#include <QMetaObject>
#include <QThread>

#include <memory>

namespace gatehouse::access {

// A thread with an event loop and the one object that lives on it. Worker is a QObject with
// finish(std::function<void()> ended): it ends what it has begun and then calls `ended`, both on the thread. The
// destructor does that, then joins.
template <typename Worker>
class GateThread
{
public:
    explicit GateThread(std::unique_ptr<Worker> worker)
        : m_worker(worker.release())
    {
        m_thread.setObjectName(QStringLiteral("gate"));
        m_worker->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start();
    }

    ~GateThread()
    {
        post([this](Worker& worker) { worker.finish([this] { m_thread.quit(); }); });
        m_thread.wait();
    }

    GateThread(const GateThread&) = delete;
    GateThread& operator=(const GateThread&) = delete;

    // Runs `work(Worker&)` on the thread, in the order it was posted.
    template <typename Work>
    void post(Work work)
    {
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, work = std::move(work)]() mutable { work(*worker); }, Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    Worker* m_worker; // deleted by its own thread when that ends
};

} // namespace gatehouse::access
