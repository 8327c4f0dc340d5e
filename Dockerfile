# An image that runs the pipeline of this folder: `docker build -t pipeline .`, then `docker run pipeline --help`.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# What is committed in generated/ must be what the spec says.
RUN npm run build && node bin/da-compile.js --check
RUN npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/generated ./generated
COPY --from=build /app/handlers ./handlers
# The user that the image of Node brings, by number: Kubernetes asks whether it is root.
USER 1000:1000
EXPOSE 9464
ENTRYPOINT ["node", "bin/da-run.js"]
CMD ["start"]
