# One image for each of our processes: docker build --build-arg MODULE=worker .
# The jar comes from 'mvn -DskipTests package' on the host; no build runs in the image.
FROM eclipse-temurin:17-jre
ARG MODULE
WORKDIR /app
COPY ${MODULE}/target/estop-${MODULE}-*-app.jar /app/app.jar
USER 10001:10001
# A stop is short and rare, so the code runs cold: the quick compiler alone halves the first one.
ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70", "-jar", "/app/app.jar"]
