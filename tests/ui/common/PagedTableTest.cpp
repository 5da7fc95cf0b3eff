#include "ui/common/DataTable.h"
#include "ui/common/PagedTableModel.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

struct Entry
{
    qint64 id = 0;
    QString name;
};

using Model = PagedTableModel<Entry>;

// A list the test answers when it likes.
class SlowList
{
public:
    int length = 250;
    bool fails = false;
    std::vector<std::function<void()>> waiting;

    Model::Loader loader()
    {
        return [this](const SliceRequest<Entry>& request, Model::Done done) {
            waiting.push_back([this, request, done = std::move(done)] {
                if (fails) {
                    done(failure(ErrorCode::StoreIo));
                    return;
                }
                Slice<Entry> slice;
                slice.total = length;
                for (int at = request.offset; at < std::min(length, request.offset + request.limit); ++at)
                    slice.rows.append(
                        { at + 1, QStringLiteral("name %1").arg((at * 37) % 1000, 4, 10, QLatin1Char('0')) });
                done(std::move(slice));
            });
        };
    }

    void answerAll()
    {
        while (!waiting.empty()) {
            auto answers = std::exchange(waiting, {});
            for (auto& answer : answers)
                answer();
        }
    }
};

std::unique_ptr<Model> makeModel(SlowList& list)
{
    return std::make_unique<Model>(
        Model::Columns {
            { QStringLiteral("number"), QStringLiteral("Number"), [](const Entry& e) { return QString::number(e.id); },
                [](const Entry& e) { return QVariant(e.id); }, {}, {}, {}, { Qt::AlignRight, Face::Code, 80 } },
            { QStringLiteral("name"), QStringLiteral("Name"), [](const Entry& e) { return e.name; } },
        },
        [](const Entry& e) { return e.id; }, list.loader());
}

} // namespace

class PagedTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void loadsSliceBySlice();
    void anOvertakenAnswerIsDropped();
    void sortingLoadsTheRestFirst();
    void aListTooLongIsNotSorted();
    void aFailureKeepsTheRowsAndCanBeRepeated();
    void anEmptyListShowsItsEmptyState();
    void enterOpensTheRowAndTheSelectionSurvivesReload();
    void hiddenColumnsAreRemembered();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<ConsoleSettings> m_settings;
};

void PagedTableTest::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*Theme::load(ThemeName::Night));
    m_settings = std::make_unique<ConsoleSettings>(m_folder.filePath(QStringLiteral("console.ini")));
}

void PagedTableTest::loadsSliceBySlice()
{
    SlowList list;
    const auto model = makeModel(list);
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    model->reload();
    QCOMPARE(model->loadState(), PagedTableBase::LoadState::Loading);
    list.answerAll();
    QCOMPARE(model->rowCount(), 100);
    QCOMPARE(model->total(), 250);
    while (model->canFetchMore({})) {
        model->fetchMore({});
        list.answerAll();
    }
    QCOMPARE(model->rowCount(), 250);
    QCOMPARE(model->row(249).id, 250);
}

void PagedTableTest::anOvertakenAnswerIsDropped()
{
    SlowList list;
    const auto model = makeModel(list);
    model->reload();
    list.length = 3;
    model->reload();
    QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
    list.answerAll();
    QCOMPARE(resets.count(), 1);
    QCOMPARE(model->rowCount(), 3);
}

void PagedTableTest::sortingLoadsTheRestFirst()
{
    SlowList list;
    const auto model = makeModel(list);
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    model->reload();
    list.answerAll();
    const QPersistentModelIndex third = model->index(2, 0);
    model->sort(1, Qt::DescendingOrder);
    list.answerAll();
    QCOMPARE(model->rowCount(), 250);
    for (int row = 1; row < model->rowCount(); ++row)
        QVERIFY(model->row(row - 1).name >= model->row(row).name);
    QCOMPARE(third.data(PagedTableBase::KeyRole).toLongLong(), 3);
    model->sort(0, Qt::AscendingOrder);
    QCOMPARE(model->row(9).id, 10);
}

void PagedTableTest::aListTooLongIsNotSorted()
{
    SlowList list;
    list.length = PagedTableBase::MostSorted + 1;
    const auto model = makeModel(list);
    model->reload();
    list.answerAll();
    QSignalSpy refused(model.get(), &PagedTableBase::sortRefused);
    model->sort(1);
    QCOMPARE(refused.count(), 1);
    QCOMPARE(model->rowCount(), 100);
}

void PagedTableTest::aFailureKeepsTheRowsAndCanBeRepeated()
{
    SlowList list;
    const auto model = makeModel(list);
    model->reload();
    list.answerAll();
    list.fails = true;
    QSignalSpy failures(model.get(), &PagedTableBase::loadFailed);
    model->reload();
    list.answerAll();
    QCOMPARE(failures.count(), 1);
    QCOMPARE(model->rowCount(), 100);
    list.fails = false;
    model->reload();
    list.answerAll();
    QCOMPARE(model->loadState(), PagedTableBase::LoadState::Idle);
}

void PagedTableTest::anEmptyListShowsItsEmptyState()
{
    SlowList list;
    list.length = 0;
    const auto model = makeModel(list);
    auto* empty = new EmptyState(
        *m_appearance, Icon::Users, QStringLiteral("Nobody yet"), QStringLiteral("Add one."), QStringLiteral("Add"));
    DataTable table(*m_appearance, *m_settings, QStringLiteral("empty"), empty);
    table.setModel(model.get());
    table.show();
    model->reload();
    list.answerAll();
    QVERIFY(empty->isVisible());
    list.length = 1;
    model->reload();
    list.answerAll();
    QVERIFY(!empty->isVisible());
}

void PagedTableTest::enterOpensTheRowAndTheSelectionSurvivesReload()
{
    SlowList list;
    const auto model = makeModel(list);
    DataTable table(
        *m_appearance, *m_settings, QStringLiteral("keys"), new EmptyState(*m_appearance, Icon::Users, {}, {}, {}));
    table.setModel(model.get());
    table.resize(600, 400);
    table.show();
    model->reload();
    list.answerAll();
    table.view()->setFocus();
    table.view()->setCurrentIndex(model->index(0, 0));
    QSignalSpy opened(&table, &DataTable::rowOpened);
    QTest::keyClick(table.view(), Qt::Key_Down);
    QTest::keyClick(table.view(), Qt::Key_Right);
    QCOMPARE(table.view()->currentIndex().column(), 1);
    QTest::keyClick(table.view(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toInt(), 1);
    model->reload();
    list.answerAll();
    QCOMPARE(table.currentRow(), 1);
}

void PagedTableTest::hiddenColumnsAreRemembered()
{
    SlowList list;
    const auto model = makeModel(list);
    m_settings->setHiddenColumns(QStringLiteral("remembered"), { QStringLiteral("name") });
    DataTable table(*m_appearance, *m_settings, QStringLiteral("remembered"),
        new EmptyState(*m_appearance, Icon::Users, {}, {}, {}));
    table.setModel(model.get());
    QVERIFY(table.view()->isColumnHidden(1));
    QVERIFY(!table.view()->isColumnHidden(0));
}

QTEST_MAIN(PagedTableTest)
#include "PagedTableTest.moc"
